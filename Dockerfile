# The page for a team, inside its own network and behind a proxy with sign-in: see docs/hosting.md.
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/ips_audit && /opt/ips_audit/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 audit
COPY --from=build /opt/ips_audit /opt/ips_audit
USER audit
WORKDIR /home/audit
# The container's own port is published on 127.0.0.1 of the host only.
ENV PATH=/opt/ips_audit/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_HEADLESS=true
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", \
  "import urllib.request as u; assert u.urlopen('http://127.0.0.1:8501/_stcore/health').read() == b'ok'"]
CMD ["ips-audit", "app"]

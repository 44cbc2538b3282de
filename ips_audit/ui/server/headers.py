"""Who may ask the server, and what it tells every browser.

Only a page of its own may ask it, under a name that the settings allow. It tells the browser to
ask no other computer, to keep nothing, and to be framed by nobody.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")  # names that only this computer has for itself

# Vega draws charts by functions that it writes, and Streamlit styles elements in their places:
# both need the two "unsafe" words. Nothing may come from another host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# What holds somebody's numbers is not kept by the browser.
NOT_KEPT = ("/media/", "/_stcore/")


class SecurityHeaders:
    """Add the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and mark its answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if any(part in scope.get("path", "") for part in NOT_KEPT):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, marked)


class OwnPagesOnly:
    """Refuse what a page from elsewhere asks, one from another port of this computer too.

    A browser names the origin of the page that asks. Streamlit alone accepts every page from a
    local address; what else runs on this computer is not ours to trust.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and not own_page(origin, headers.get("host", "")):
                refused = PlainTextResponse("Another page may not ask this one.", 403)
                await refused(scope, receive, send)
                return
        await self.app(scope, receive, send)


def own_page(origin: str, host: str) -> bool:
    """Tell whether an origin is the page's own.

    Parameters
    ----------
    origin : str
        The address of the page that asks: scheme, name and port.
    host : str
        The name and port that were asked for.

    Returns
    -------
    bool
        True for the same name and port, and for the public name in `browser.serverAddress`: a
        proxy may ask for the page under another name than the browser did.
    """
    asks = urlsplit(origin)
    public = st.get_option("browser.serverAddress")
    return asks.netloc == host or (asks.hostname == public and public not in LOOPBACK)


def middleware() -> tuple[Middleware, ...]:
    """Return what each request passes through, in this order."""
    names = st.get_option("server.allowedHosts") or ["*"]
    return (
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False),
        Middleware(OwnPagesOnly),
    )

"""The audit as Python code and notebooks see it: data frames in, tables and charts out."""

from ips_audit.notebook.audit import Audit, run
from ips_audit.notebook.check import CheckView
from ips_audit.notebook.questions import OpenQuestions

__all__ = ["Audit", "CheckView", "OpenQuestions", "run"]

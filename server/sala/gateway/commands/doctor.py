"""`sala doctor`: say what is present, missing and degraded, and what mends it."""

from sala.gateway.doctor.examination import describe, run

__all__ = ["describe", "run"]

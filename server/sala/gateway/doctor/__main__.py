"""Examines this Sala where nothing else of it can be imported."""

import argparse
import sys

from sala.gateway.doctor.examination import describe, run

parser = argparse.ArgumentParser(
    prog="sala doctor", description="What is present, missing and degraded, and what mends it."
)
describe(parser)
sys.exit(run(parser.parse_args()))

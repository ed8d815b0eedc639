"""`python -m harbour`: prints the windows of the forecast that comes with the program."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from harbour.tides import read_forecast
from harbour.windows import windows

FORECAST = Path(__file__).parent / "forecast.csv"


def main() -> None:
    """Read the command line and print one window a line."""
    parser = ArgumentParser(prog="harbour", description="When a ship may cross the bar.")
    parser.add_argument("--draught", type=float, required=True, help="metres")
    parser.add_argument("--bar", type=float, required=True, help="metres below datum")
    ship = parser.parse_args()
    with FORECAST.open() as lines:
        tides = read_forecast(lines)
    print(f"{'opens':16}  {'closes':16}  length")
    for window in windows(tides, draught=ship.draught, bar=ship.bar):
        closes = f"{window.closes:%Y-%m-%d %H:%M}" if window.closes else "after the forecast"
        length = str(window.length).rpartition(":")[0] if window.length else ""
        print(f"{window.opens:%Y-%m-%d %H:%M}  {closes:16}  {length}")


if __name__ == "__main__":
    main()

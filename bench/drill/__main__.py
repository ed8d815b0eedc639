"""`python -m bench.drill`: what `./sala drill` becomes."""

import sys

from bench.drill import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

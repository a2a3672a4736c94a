"""What is fast, how fast, on what: `python -m benchmarks`, or `make bench`. Wrong answers fail it, slow ones do not."""

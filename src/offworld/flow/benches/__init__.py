"""The bodies of benchmarks, one module each: ``measure(samples)`` gives the figures."""

"""Sets that were modelled in another program, on their way into a film."""

"""What natural light there is: orbit, Sun, Earth and night through each window; on the Moon and on Mars."""

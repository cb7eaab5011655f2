"""Line API building blocks: a virtual list, a virtual text, a line editor."""

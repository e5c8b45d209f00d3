"""The running machine: builds everything, performs the effects of the flow, owns threads and timers."""

//! Contract suites of the ports.

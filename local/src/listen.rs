//! Taking the port.

use std::io;

use tokio::net::TcpListener;

/// Why the port can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Something else uses it.
    #[error("Port {0} is in use, perhaps by another Portico. Stop that one, or choose another port with --port.")]
    InUse(u16),
    /// It may not be used.
    #[error("Port {0} may not be used by this user. Choose one above 1023 with --port.")]
    Forbidden(u16),
    /// The operating system refuses for another reason.
    #[error("Port {0} can't be used: {1}. Choose another one with --port.")]
    Other(u16, io::Error),
}

/// Takes a port on this machine, for itself alone; 0 takes any that is free.
pub async fn listen(port: u16) -> Result<TcpListener, ListenError> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::InUse(port),
        io::ErrorKind::PermissionDenied => ListenError::Forbidden(port),
        _ => ListenError::Other(port, error),
    })
}

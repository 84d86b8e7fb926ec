//! What a lane prints: at once, or held back while another lane has the screen.

use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// A lane's output. Clones share it.
#[derive(Clone)]
pub struct Output(Arc<Mutex<State>>);

enum State {
    Live,
    Held(Vec<u8>),
}

impl Output {
    /// Goes to the screen.
    pub fn live() -> Self {
        Self(Arc::new(Mutex::new(State::Live)))
    }

    /// Waits for [`Output::release`].
    pub fn held() -> Self {
        Self(Arc::new(Mutex::new(State::Held(Vec::new()))))
    }

    /// Prints what was held back; from now on output goes to the screen.
    pub fn release(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Held(bytes) = mem::replace(&mut *state, State::Live) {
            // A closed screen is no reason to stop testing.
            let _ = io::stdout().write_all(&bytes);
        }
    }

    /// Whether a child process may have the screen to itself.
    pub fn is_live(&self) -> bool {
        matches!(*self.0.lock().unwrap_or_else(PoisonError::into_inner), State::Live)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Live => io::stdout().write(bytes),
            State::Held(held) => held.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

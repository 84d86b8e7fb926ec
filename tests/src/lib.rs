//! The integration crate: what is proved over several adapters, and over the whole product.

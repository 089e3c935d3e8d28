//! liaison-protocol

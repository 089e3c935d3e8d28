//! liaison-server

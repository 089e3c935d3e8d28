//! liaison-domain

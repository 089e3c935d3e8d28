//! liaison-masking

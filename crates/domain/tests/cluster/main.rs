//! What a cluster stands on: the contract of every bus, and the order of entries whatever a bus does to them.

#[cfg(test)]
mod bad_network;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod lanes;
#[cfg(test)]
mod presence;
#[cfg(test)]
mod proxy;

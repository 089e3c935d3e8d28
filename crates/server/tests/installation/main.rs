//! The program as an operator runs it, in a process of its own: what it leaves in its folder and for whom, how it does
//! with few open files, what it says of a configuration, and how its activity log is proved.

#[cfg(test)]
mod activity;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod open_files;
#[cfg(test)]
mod program;

//! liaison-socketio

"""The controller: one problem per island, solved for muscle torques within everybody's limits."""

// being written by the coordinator

"""Work done later, in processes of its own: started, watched, stopped and started again."""

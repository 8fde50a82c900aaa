"""What a board keeps: entities, dates, references and words. Pure, and below everything else."""

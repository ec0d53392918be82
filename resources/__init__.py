"""Files that are not code: catalogues, icons, samples. A package, so that they are found in every install."""

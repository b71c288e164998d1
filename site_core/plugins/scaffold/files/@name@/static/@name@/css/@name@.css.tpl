/* Joins the one style sheet of the site, in the layer of plugins. Colours and distances are its tokens. */

.@css@-day {
  color: var(--ink-soft);
  margin-block-end: var(--space-4);
}

.@css@-newest {
  margin-block-start: var(--space-6);
}

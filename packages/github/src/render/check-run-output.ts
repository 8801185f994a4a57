/** See docs/conclusions.md. */
export type Conclusion = 'success' | 'failure' | 'neutral';

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  title: string;
  message: string;
}

/** A completed check run as GitHub's API takes it; the sender cuts the annotations into batches. */
export interface CheckRunOutput {
  title: string;
  summary: string;
  text: string;
  annotations: Annotation[];
  conclusion: Conclusion;
  actions: { label: string; description: string; identifier: string }[];
}

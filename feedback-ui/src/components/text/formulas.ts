import { render } from 'katex';
import 'katex/dist/katex.min.css';

/** Draws a formula into the element. It builds elements instead of markup, as the page's policy allows no style in markup. */
export function draw(tex: string, display: boolean, into: HTMLElement): void {
  render(tex, into, {
    displayMode: display,
    throwOnError: false,
    trust: false,
    strict: 'ignore',
    maxSize: 20,
    maxExpand: 200,
    output: 'htmlAndMathml',
  });
}

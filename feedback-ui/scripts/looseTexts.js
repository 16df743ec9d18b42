/** Attributes whose value somebody reads or hears. */
const SPOKEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'button',
  'consequence',
  'hint',
  'label',
  'lead',
  'placeholder',
  'sentence',
  'summary',
  'text',
  'title',
]);

/** Attributes of this page's parts that are spoken, but mean something else on HTML's own elements. */
const OF_PARTS = new Set(['button', 'summary', 'text']);

/** Two letters that follow each other make a word; names of keys, units and signs are no texts. */
const WORD = /\p{L}{2,}/u;
const SENTENCE = /^\p{Lu}\p{L}*[\s,:’'].*\p{L}/u;

/** The name of the product is the same everywhere. */
const isLoose = (text) => WORD.test(text.replaceAll('Attune', ''));

/** The strings that an expression may become, with their nodes. */
function stringsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ node, text: node.value }] : [];
    case 'TemplateLiteral':
      return [{ node, text: node.quasis.map(({ value }) => value.cooked ?? '').join(' ') }];
    case 'ConditionalExpression':
      return [...stringsOf(node.consequent), ...stringsOf(node.alternate)];
    case 'LogicalExpression':
      return [...stringsOf(node.left), ...stringsOf(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...stringsOf(node.left), ...stringsOf(node.right)] : [];
    case 'JSXExpressionContainer':
      return stringsOf(node.expression);
    default:
      return [];
  }
}

const isPart = (attribute) => /^[A-Z]/.test(attribute.parent.name.name ?? '');

/** Texts stand in the catalogues, so that all languages have them. */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'forbids texts that stand outside of the catalogues' },
    messages: {
      loose: '“{{text}}” is a text: put it into a catalogue of src/i18n and show it by useTexts().',
    },
    schema: [],
  },
  create(context) {
    const reported = new Set();
    const report = (found) => {
      for (const { node, text } of found) {
        if (!reported.has(node)) {
          reported.add(node);
          context.report({ node, messageId: 'loose', data: { text: text.trim().slice(0, 60) } });
        }
      }
    };
    const loose = (node) => stringsOf(node).filter(({ text }) => isLoose(text));
    const sentences = (node) => stringsOf(node).filter(({ text }) => SENTENCE.test(text));
    const inAttribute = (node) =>
      context.sourceCode.getAncestors(node).some(({ type }) => type === 'JSXAttribute');
    return {
      JSXText(node) {
        if (isLoose(node.value)) {
          report([{ node, text: node.value }]);
        }
      },
      'JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer'(node) {
        report(loose(node));
      },
      JSXAttribute(node) {
        const name = node.name.name;
        if (name === 'aria-keyshortcuts') {
          // Names of keys, as ARIA writes them in every language.
          return;
        }
        const spoken = SPOKEN.has(name) && (!OF_PARTS.has(name) || isPart(node));
        report(spoken ? loose(node.value) : sentences(node.value));
      },
      // A sentence that waits in a constant or comes out of a function.
      'Literal, TemplateLiteral'(node) {
        const thrown =
          node.parent.type === 'NewExpression' && /Error$/.test(node.parent.callee.name);
        const imported = /^(Import|Export)/.test(node.parent.type);
        if (!thrown && !imported && !inAttribute(node)) {
          report(sentences(node));
        }
      },
    };
  },
};

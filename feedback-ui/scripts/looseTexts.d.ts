import type { Rule } from 'eslint';

declare const looseTexts: Rule.RuleModule;
export default looseTexts;

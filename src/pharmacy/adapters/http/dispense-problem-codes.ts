import { explainCodes } from '#http';

explainCodes({
  'line-repeated': 'A line of the prescription stands in a dispense once: add up what is to be given out of it.',
});

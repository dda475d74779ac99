/** Stock that has a rule fell to its reorder point or below, or ran out. The database records it with the movement that did it. */
export const stockFell = 'pharmacy.stock-fell.v1';
/** Stock rose above its reorder point, or from nothing, by the margin of its rule. */
export const stockRecovered = 'pharmacy.stock-recovered.v1';
/** Lots on a shelf that has a rule came near their date, passed it, were recalled, or are such no more. */
export const stockConditionChanged = 'pharmacy.stock-condition-changed.v1';
export const stockAlertRaised = 'pharmacy.stock-alert-raised.v1';

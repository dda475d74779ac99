export { deliveryEvents, type DeliveryFact } from './domain/delivery-events.js';

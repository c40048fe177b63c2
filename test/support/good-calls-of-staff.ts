import type { Args } from './people.ts';
import type { Stage } from './stage.ts';

/** The same, of what only the staff's own chat asks for. */
export const STAFF_CALLS: Record<string, Array<(stage: Stage) => Args>> = {
  staff_lead: [({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId })],
  staff_leads: [({ shop }) => ({ actor_id: shop.manager.id, filter: 'all', before: '2099-01-01T00:00:00Z', most: 5 })],
  staff_order: [({ shop, offered }) => ({ actor_id: shop.manager.id, order_code: offered.orderCode })],
  staff_orders: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, filter: 'all', customer_id: whole.customerId, before: '2099-01-01T00:00:00Z', most: 5 },
    }),
  ],
  staff_today: [({ shop }) => ({ actor_id: shop.manager.id })],
};

import { describe, expect, it } from 'vitest';
import { asAnon, asService, asSignedIn, useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';

const database = useDatabase();

/** Every function of our schemas that an API role may execute. A new one has to be written down here. */
const EXECUTABLE = {
  anon: [
    'private.are_options(jsonb)',
    'private.are_texts(jsonb)',
    'private.grams(text)',
    'private.is_iban(text)',
    'private.is_link_template(text)',
    'private.words_of(jsonb,jsonb,text)',
  ],
  authenticated: [
    'private.are_options(jsonb)',
    'private.are_texts(jsonb)',
    'private.chats_above_me()',
    'private.grams(text)',
    'private.is_iban(text)',
    'private.is_link_template(text)',
    'private.lenient_json(text)',
    'private.meets_customer(uuid,uuid[],uuid[])',
    'private.my_desk_ids(staff_role)',
    'private.my_staff_ids()',
    'private.order_money(uuid,numeric,order_status)',
    'private.sees_chat(uuid,uuid[],uuid[])',
    'private.sees_lead(uuid,uuid[],uuid[])',
    'private.sees_order(uuid,uuid[],uuid[])',
    'private.words_of(jsonb,jsonb,text)',
  ],
  service_role: [
    'private.are_options(jsonb)',
    'private.are_texts(jsonb)',
    'private.grams(text)',
    'private.is_iban(text)',
    'private.is_link_template(text)',
    'private.lenient_json(text)',
    'private.order_money(uuid,numeric,order_status)',
    'private.plain_words(text)',
    'private.words_of(jsonb,jsonb,text)',
    'public.accept_report_safe(uuid,uuid,text,numeric,text)',
    'public.accept_inbox_message(text,text,text,text,text,text,text,text,text,text,integer)',
    'public.accept_invitation_safe(text,text,text,text,text)',
    'public.add_note_safe(uuid,text,uuid,uuid,uuid,text)',
    'public.advance_lead_status_safe(uuid,uuid,text,text,text,uuid)',
    'public.advance_order_status_safe(uuid,uuid,text,text,uuid,text)',
    'public.advance_payment_safe(uuid,uuid,text,text,text)',
    'public.advance_shipment_safe(uuid,uuid,text,text,text,text)',
    'public.advance_task_safe(uuid,uuid,text,text,text)',
    'public.answer_proposal_safe(uuid,uuid,text,text,uuid,text)',
    'public.approve_checkout_safe(text,text,text,text,bigint,text)',
    'public.ask_about_order_safe(uuid,uuid,uuid,uuid,text,bigint,text)',
    'public.ask_erasure_safe(uuid,uuid,text)',
    'public.ask_refund_safe(uuid,uuid,numeric,text,uuid,text)',
    'public.ask_export_safe(uuid,uuid,uuid,text)',
    'public.ask_staff_export_safe(uuid,text,text,text)',
    'public.assign_lead_safe(uuid,uuid,uuid)',
    'public.assign_order_safe(uuid,uuid,uuid)',
    'public.assign_task_safe(uuid,uuid,uuid)',
    'public.attach_document_safe(uuid,text,text,uuid,uuid,uuid,uuid,text)',
    'public.call_person_safe(uuid,uuid,text,text)',
    'public.capture_lead_safe(uuid,text,jsonb,text,jsonb,text,numeric,text,uuid,text)',
    'public.change_address_safe(uuid,uuid,text,uuid,text)',
    'public.change_staff_role_safe(uuid,uuid,text)',
    'public.check_books(uuid)',
    'public.choose_settings_safe(uuid,uuid,jsonb)',
    'public.choose_staff_language_safe(uuid,text)',
    'public.claim_charge_refunds(text,text,jsonb,integer,integer)',
    'public.claim_export(text,integer)',
    'public.claim_inbox_message(text,integer)',
    'public.claim_link_lookups(text,integer,integer)',
    'public.claim_outbox_messages(text,integer,integer)',
    'public.claim_staff_export(text,integer)',
    'public.commit_turn(bigint,text,jsonb,jsonb,jsonb,text)',
    'public.confirm_receipt_safe(uuid,uuid,uuid)',
    'public.create_listing_safe(uuid,jsonb,jsonb,numeric,text,text,text,uuid,text)',
    'public.create_order_from_cart_safe(uuid,uuid,jsonb,text,jsonb,text,text,text,text,uuid,text)',
    'public.create_order_safe(uuid,jsonb,uuid,uuid,text,numeric,text,text,text,text,uuid,text)',
    'public.create_shipment_safe(uuid,uuid,text,text,date,text)',
    'public.create_task_safe(uuid,text,text,timestamp with time zone,uuid,uuid,uuid,uuid,text,text)',
    'public.dismiss_transfer_safe(uuid,uuid,text)',
    'public.deactivate_staff_safe(uuid,uuid,text)',
    'public.deliver_web_message(bigint,jsonb,boolean)',
    'public.desk_health()',
    'public.desk_report(uuid,text)',
    'public.erase_customer_safe(uuid,uuid,uuid)',
    'public.expire_proposals()',
    'public.explain_turn(bigint)',
    'public.export_customer(uuid,uuid,uuid)',
    'public.fail_inbox_message(bigint,text,text)',
    'public.find_web_file(text,text,text)',
    'public.hand_back_safe(uuid,uuid,text)',
    'public.invite_owner_safe(text,text)',
    'public.invite_staff_safe(uuid,text,text,text)',
    'public.join_staff_safe(uuid,uuid,text,text)',
    'public.keep_chat_file(text,text,text,text,text,text,bigint,text,text)',
    'public.keep_promise_safe(uuid,uuid,text,timestamp with time zone,text)',
    'public.match_transfer_safe(uuid,uuid,text,text)',
    'public.meet_customer_safe(uuid,jsonb,jsonb,text)',
    'public.my_leads(uuid,uuid)',
    'public.my_order(uuid,uuid,text)',
    'public.my_orders(uuid,uuid,timestamp with time zone)',
    'public.my_proposal(uuid,uuid,text)',
    'public.my_settings(uuid,uuid)',
    'public.offer_invoice_safe(uuid,uuid,uuid,text,text,text)',
    'public.offer_link_code_safe(uuid,uuid,uuid)',
    'public.open_channel_safe(text,text,text,text,text)',
    'public.open_desk_safe(text,text,text,text)',
    'public.open_till_safe(text,text,boolean,numeric)',
    'public.order_funnel(uuid,uuid)',
    'public.pass_on_safe(uuid,text,uuid,uuid,text)',
    'public.payment_inbox(uuid,uuid,integer)',
    'public.payment_ways(uuid,uuid,text,uuid)',
    'public.preview_quote(uuid,uuid,jsonb)',
    'public.postpone_task_safe(uuid,uuid,timestamp with time zone)',
    'public.price_order_safe(uuid,uuid,jsonb,numeric,text)',
    'public.propose_edit_safe(uuid,uuid,jsonb,text,uuid,text)',
    'public.queue_health()',
    'public.quick_order_safe(uuid,text,jsonb,jsonb,text,jsonb,text,text,text,uuid,text)',
    'public.quote_lead_safe(uuid,uuid,numeric,jsonb,text)',
    'public.quote_order_safe(uuid,uuid,jsonb,text)',
    'public.rate_order_safe(uuid,uuid,uuid,integer,text,text)',
    'public.reactivate_staff_safe(uuid,uuid)',
    'public.read_chat(uuid,uuid,integer)',
    'public.read_web_chat(text,text,bigint,integer)',
    'public.receive_order_safe(uuid,uuid,text)',
    'public.record_charge_given_back_safe(text,text,text)',
    'public.record_charge_safe(text,text,text,text,text,bigint,text,text,text,text)',
    'public.record_consent_safe(uuid,uuid,text,boolean,text,text,uuid,text)',
    'public.record_transfer_safe(uuid,numeric,text,text,text,text,timestamp with time zone,text,text)',
    'public.record_generic_payment_safe(uuid,uuid,numeric,text,text,text,text,text,text,uuid,uuid,text,uuid,text)',
    'public.redeem_link_code_safe(uuid,uuid,text,text)',
    'public.remind_of_tasks()',
    'public.repeat_order(uuid,uuid,text)',
    'public.report_channel_safe(text,text,boolean,text,boolean)',
    'public.report_till_safe(text,text,text)',
    'public.report_payment_safe(uuid,uuid,uuid,text,numeric,jsonb,text)',
    'public.resolve_identity(text,text,text,uuid,uuid)',
    'public.say_in_chat_safe(uuid,uuid,text,text,text)',
    'public.seal_audit_safe(uuid)',
    'public.search_from_outside(text,text,text,integer,integer)',
    'public.search_listings(uuid,text,text,integer,integer)',
    'public.set_day_off_safe(uuid,text,date,boolean)',
    'public.set_hours_safe(uuid,text,jsonb)',
    'public.settle_charge_refund(text,uuid,text,text,integer)',
    'public.settle_link_lookup(text,uuid,text,jsonb,text)',
    'public.settle_export(uuid,text)',
    'public.settle_outbox_messages(text,jsonb)',
    'public.settle_staff_export(uuid,text,integer)',
    'public.ship_order_safe(uuid,uuid,text,text,date,text)',
    'public.show_listing(uuid,text)',
    'public.staff_chat(uuid,text)',
    'public.staff_export_rows(uuid,text,timestamp with time zone,uuid,integer)',
    'public.staff_hours(uuid)',
    'public.end_staff_group_safe(uuid,text,text,text)',
    'public.enter_topic_safe(text,text,text,text,text)',
    'public.keep_topic_safe(uuid,text,text)',
    'public.lose_staff_group_safe(text,text,text)',
    'public.move_staff_group_safe(text,text,text,text)',
    'public.set_staff_group_safe(uuid,text,text,text,text,boolean,boolean,text)',
    'public.staff_chats(text,text)',
    'public.staff_colleagues(uuid)',
    'public.staff_customer(uuid,uuid)',
    'public.staff_documents(uuid,uuid,uuid,uuid,uuid)',
    'public.staff_find(uuid,text,text,integer)',
    'public.staff_lead(uuid,uuid)',
    'public.staff_leads(uuid,text,uuid,text,uuid,integer)',
    'public.staff_members(uuid,uuid)',
    'public.staff_money(uuid,text)',
    'public.staff_order(uuid,text)',
    'public.staff_orders(uuid,text,uuid,text,text,integer)',
    'public.staff_parcels(uuid,text,uuid)',
    'public.staff_settings(uuid)',
    'public.staff_shift(uuid)',
    'public.staff_task(uuid,uuid)',
    'public.staff_tasks(uuid,text,integer)',
    'public.staff_today(uuid)',
    'public.sweep_chat_work()',
    'public.sweep_files(jsonb,integer)',
    'public.sweep_staff_work()',
    'public.sync_tracking_safe(uuid,uuid,jsonb,text)',
    'public.take_cart_safe(uuid,uuid,uuid,text,text)',
    'public.take_conversation_safe(uuid,uuid,uuid,text)',
    'public.take_work_safe(uuid,uuid,text,text)',
    'public.take_note_back_safe(uuid,text,uuid,uuid,uuid)',
    'public.update_customer_safe(uuid,uuid,jsonb,uuid)',
    'public.update_desk_settings_safe(uuid,jsonb)',
    'public.waiting_chats(uuid)',
    'public.web_desk(text)',
    'public.weigh_move(uuid,uuid,text,text)',
    'public.weigh_moves(uuid,uuid,text)',
  ],
};

const byCode = (one: string, other: string) => (one < other ? -1 : 1);

it.each(Object.entries(EXECUTABLE))('%s may execute these functions and no others', async (role, expected) => {
  const rows = await database.sql`
    select n.nspname || '.' || p.proname || '(' || replace(oidvectortypes(p.proargtypes), ', ', ',') || ')' as name
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and has_function_privilege(${role}, p.oid, 'EXECUTE') order by 1`;
  expect(rows.map((row): string => row.name).toSorted(byCode)).toEqual(expected.toSorted(byCode));
});

it('every function with the rights of its owner has an empty search path', async () => {
  const rows = await database.sql`
    select p.oid::regprocedure::text as name from pg_proc as p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef
      and 'search_path=""' <> all (coalesce(p.proconfig, '{}'))`;
  expect(rows.map((row) => row.name)).toEqual([]);
});

it('every safe RPC and every definer helper belongs to desk_rpc, which nobody can sign in as', async () => {
  const rows = await database.sql`
    select p.oid::regprocedure::text as name from pg_proc as p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef and p.proowner <> 'desk_rpc'::regrole order by 1`;
  // They read what desk_rpc has no right on (the logins of Supabase auth, the history table of the CLI), or by the status of a
  // row, which under a policy is no condition of an index. Only desk_rpc calls them.
  expect(rows.map((row) => row.name)).toEqual([
    'private.confirmed_email(uuid)',
    'private.count_leads(staff,lead_status[])',
    'private.count_orders(staff,order_status[])',
    'private.leads_page(staff,lead_status[],boolean,uuid[],timestamp with time zone,uuid,integer)',
    'private.migration_state()',
    'private.orders_page(staff,order_status[],boolean,uuid[],timestamp with time zone,uuid,integer)',
  ]);
  const [role] = await database.sql`
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'desk_rpc'`;
  expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
});

it('desk_rpc may create nothing in our schemas, and no API role may become it', async () => {
  const [row] = await database.sql`
    select has_schema_privilege('desk_rpc', 'public', 'CREATE') as in_public, has_schema_privilege('desk_rpc', 'private', 'CREATE') as in_private,
      (select array_agg(r.rolname) from pg_roles as r
       where r.rolname in ('anon', 'authenticated', 'service_role') and pg_has_role(r.oid, 'desk_rpc', 'MEMBER')) as members`;
  expect(row).toEqual({ in_public: false, in_private: false, members: null });
});

it('a function that a later migration forgets to close is closed', async () => {
  const undone = new Error('undone');
  const creation = database.sql.begin(async (sql) => {
    await sql`create function public.forgotten() returns integer language sql as 'select 1'`;
    const open = await sql`
      select r.rolname from pg_roles as r where r.rolname in ('anon', 'authenticated', 'service_role')
        and has_function_privilege(r.oid, 'public.forgotten()', 'EXECUTE')`;
    expect(open).toHaveLength(0);
    throw undone;
  });
  await expect(creation).rejects.toBe(undone);
});

const asSomebody: typeof asAnon = (sql, work) => asSignedIn(sql, 'somebody', work);

describe('the schema private', () => {
  it.each([
    ['anon', asAnon],
    ['authenticated', asSomebody],
    ['service_role', asService],
  ] as const)('is closed to %s', async (_role, as) => {
    const error = await errorOf(as(database.sql, (sql) => sql`select private.my_desk_ids()`));
    expect([error.code, error.message]).toEqual(['42501', 'permission denied for schema private']);
  });

  it('holds no table', async () => {
    expect(await database.sql`select relname from pg_class where relnamespace = 'private'::regnamespace`).toHaveLength(0);
  });
});

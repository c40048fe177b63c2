-- The papers of an order, a lead or a customer, as the staff see them in chat.

create function public.staff_documents(actor_id uuid, order_id uuid default null, lead_id uuid default null, customer_id uuid default null, document_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_documents.actor_id, '{agent,manager,admin,owner}');
  v_document public.documents;
begin
  if staff_documents.document_id is not null then
    select d.* into v_document from public.documents as d
    where d.desk_id = v_actor.desk_id and d.id = staff_documents.document_id and d.erased_at is null;
    if v_document.id is null then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such document at this desk.', null, '{"field": "document_id"}');
    end if;
    perform private.check_anchor(v_actor, v_document.order_id, v_document.lead_id, v_document.customer_id);
  end if;
  perform private.check_anchor(v_actor, staff_documents.order_id, staff_documents.lead_id, staff_documents.customer_id);
  return pg_catalog.jsonb_build_object(
    'documents', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', x.id, 'type', x.type, 'type_name', x.type_name, 'path', x.storage_path,
        'name', coalesce(x.file_name, x.type_name), 'created_at', x.created_at, 'by', x.by, 'from_customer', x.initiated_by_customer is not null) order by x.created_at desc), '[]')
      from (
        select d.*, t.name as type_name, (select s.display_name from public.staff as s where s.desk_id = d.desk_id and s.id = d.uploaded_by) as by,
          (select f.name from public.chat_files as f where f.desk_id = d.desk_id and f.path = d.storage_path) as file_name
        from public.documents as d join public.document_types as t on t.desk_id = d.desk_id and t.code = d.type
        where d.desk_id = v_actor.desk_id and d.erased_at is null
          and (d.id = v_document.id or d.order_id = staff_documents.order_id or d.lead_id = staff_documents.lead_id or d.customer_id = staff_documents.customer_id)
        order by d.created_at desc limit 20
      ) as x),
    'types', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', t.code, 'name', t.name) order by t.name), '[]')
      from public.document_types as t where t.desk_id = v_actor.desk_id and t.active));
end
$$;
comment on function public.staff_documents is
  'One document by its id, or those of an order, a lead or a customer, newest first, and the kinds of papers the desk keeps. Callers: staff, agents of what they see. NOT_FOUND.';
select private.hand_over('public.staff_documents(uuid, uuid, uuid, uuid, uuid)');
revoke execute on function public.staff_documents from public, anon, authenticated;
grant execute on function public.staff_documents to service_role;

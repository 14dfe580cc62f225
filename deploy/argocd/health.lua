-- Health of AviRouteTables for Argo CD: put it into argocd-cm under
-- resource.customizations.health.avi-routes.dev_AviRouteTable
local hs = { status = "Progressing", message = "not reconciled yet" }
if obj.status == nil or obj.status.conditions == nil then
  if obj.spec.managementPolicy == "Observe" then
    hs.status = "Healthy"
    hs.message = "AKO owns the routes; no controller reports"
  end
  return hs
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Stalled" and condition.status == "True" then
    return { status = "Degraded", message = condition.message }
  end
  if condition.type == "Ready" then
    hs.message = condition.message
    if condition.status == "True" then hs.status = "Healthy" end
  end
end
return hs

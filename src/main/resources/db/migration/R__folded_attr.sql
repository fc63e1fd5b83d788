CREATE OR REPLACE FUNCTION folded_attr(attr text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN left(regexp_replace(attr, '\.[0-9]+(?=\.|$)', '.*', 'g'), 1000);
COMMENT ON FUNCTION folded_attr IS 'The path of a field without list positions: customers.0.landline becomes customers.*.landline.';

; Places where Go may read a variable of the environment.
(call_expression
  function: (_) @function
  arguments: (argument_list) @arguments)

(field_declaration
  tag: (_) @tag)

(keyed_element
  (literal_element (identifier) @key)
  (literal_element) @value)

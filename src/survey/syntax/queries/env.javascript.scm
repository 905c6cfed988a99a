; Places where JavaScript or TypeScript may read a variable of the environment: what stands before the name is judged by
; the caller.
(member_expression
  object: [(identifier) (member_expression) (parenthesized_expression)] @object
  property: (property_identifier) @member)

(subscript_expression
  object: [(identifier) (member_expression) (parenthesized_expression)] @object
  index: [(string) (template_string)] @string)

(binary_expression
  left: (string) @string
  operator: "in"
  right: [(identifier) (member_expression)] @object)

(variable_declarator
  name: (identifier) @alias
  value: (_) @value)

(assignment_pattern
  left: (identifier) @alias
  right: (member_expression) @value)

(variable_declarator
  name: (object_pattern) @pattern
  value: [(identifier) (member_expression)] @object)

(call_expression
  function: (_) @function
  arguments: (arguments . [(string) (template_string)] @string))

(new_expression
  constructor: (_) @constructor
  arguments: (arguments) @arguments)

(pair
  key: (property_identifier) @key
  value: (_) @value)

(import_statement
  (import_clause) @imported
  source: (string) @module)

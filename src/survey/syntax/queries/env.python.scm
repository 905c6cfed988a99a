; Places where Python may read a variable of the environment: what stands before the name is judged by the caller.
(subscript
  value: [(identifier) (attribute)] @object
  subscript: (string) @string)

(call
  function: [(identifier) (attribute)] @function
  arguments: (argument_list . (string) @string))

(call
  function: [(identifier) (attribute)] @function
  arguments: (argument_list) @arguments)

(comparison_operator
  (string) @string
  ["in" "not in"]
  [(identifier) (attribute)] @object)

(assignment
  left: (identifier) @alias
  right: (_) @value)

(import_from_statement
  module_name: (_) @module) @import

(class_definition
  name: (identifier) @class
  superclasses: (argument_list) @bases
  body: (block) @body)

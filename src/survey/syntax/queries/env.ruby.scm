; Places where Ruby may read a variable of the environment.
(element_reference
  object: [(constant) (scope_resolution)] @object
  (string) @string)

(call
  receiver: (_) @object
  method: (_) @method
  arguments: (argument_list) @arguments)

(call
  !receiver
  method: (identifier) @function
  arguments: (argument_list . (string) @string))

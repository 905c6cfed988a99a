; Places where PHP may read a variable of the environment.
(function_call_expression
  function: [(name) (qualified_name)] @function
  arguments: (arguments . (argument [(string) (encapsed_string)] @string)))

(subscript_expression
  (variable_name) @object
  [(string) (encapsed_string)] @string)

(scoped_call_expression
  scope: (name) @scope
  name: (name) @method
  arguments: (arguments . (argument [(string) (encapsed_string)] @string)))

(attribute
  parameters: (arguments
    (argument
      name: (name) @key
      [(string) (encapsed_string)] @string)))

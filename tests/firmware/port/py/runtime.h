#error "this is the SDK's"

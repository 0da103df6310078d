using CommunityPlatform.Culture.Data;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Culture.Tests;

public class SchemaTests() : ModuleSchemaTests("culture", typeof(CultureDbContext));

using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.Testing;

namespace CommunityPlatform.CharitySupermarket.Tests;

public class SchemaTests() : ModuleSchemaTests("charity-supermarket", typeof(MarketDbContext));

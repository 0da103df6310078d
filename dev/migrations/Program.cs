using CommunityPlatform.Dev.Migrations;

return await Commands.Run(args);
